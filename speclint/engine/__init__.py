"""From files to diagnostics: discovery, linting, suppression, project checks and fixes."""
