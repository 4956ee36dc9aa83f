"""What texts alone tell: how words sound in either script, which texts share words or are translated."""
