"""Training of the static Dutch embedder; needs torch and the data files, which the product does not."""
