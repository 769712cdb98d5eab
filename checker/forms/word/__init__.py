"""A plan as a Word document: `template` blank, `plan` filled in; `cells` puts values into cells, `looks` says how."""
