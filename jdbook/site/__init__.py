"""The wiki: pages as plain Markdown (pure), and the rim around the generator that makes a site of them.

`pages` turns a library into files, `write_pages` puts them into a folder, `configure` and `build` run MkDocs over it,
`Preview` serves it while people write.
"""
