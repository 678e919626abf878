"""From corpus files and documents to passages and an index in step with them."""
