"""The ground floor: records, ids, schema, store and site. Imports no wing."""
