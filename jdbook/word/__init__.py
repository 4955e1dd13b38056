"""Word: the 岗位职责说明书 and handbooks. Pure: a template is loaded once, then copies go in and bytes come out."""
