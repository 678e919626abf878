"""Dutch text analysis, query expansion, the search legs, fusion, and the evidence score."""
