// Datasette's table.js asks this before it offers to facet by a column.
var DATASETTE_ALLOW_FACET = true;
