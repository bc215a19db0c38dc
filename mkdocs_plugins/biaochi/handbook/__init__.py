"""Printed books and sheets. The only place that imports WeasyPrint."""
