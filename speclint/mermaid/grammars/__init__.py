"""One grammar a diagram type: a module, or a package where one file does not hold it, with `read`."""
