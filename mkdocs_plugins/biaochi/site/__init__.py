"""The MkDocs plugins: thin adapters from the pages to a site. The only place that imports MkDocs."""
