"""The workspace's pages: frame, words, who is let in, and the process that serves them."""
