"""The questions that findings answer, one module each; their order on the page is that of `build`."""
