"""From a question to a sourced, verified answer, or to an honest refusal."""
