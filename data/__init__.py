"""The data model and its loader: notices, their agencies and the administrative divisions. Imports no other package."""
