"""The site's search: an exact index of every page's text, built here and read by ``assets/search.js`` in the browser."""
