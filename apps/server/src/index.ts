// Filled as the package is built.
