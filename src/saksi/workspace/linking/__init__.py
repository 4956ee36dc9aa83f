"""Which claims speak of the same person or event: pairs, clusters and who belongs to them."""
