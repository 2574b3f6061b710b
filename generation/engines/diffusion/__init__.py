"""Diffusion engines: open video and audio models through `diffusers`, behind the door of every engine.

What a deployment may choose and what can be checked without a model lies in
`grid`, `manifest` and `files`, which load no torch and may be imported
anywhere. Everything else is for workers. A family of models (`families`) says
which pipelines it has and what they can do; `warm` keeps the loaded ones;
`engine` walks a shot through encode, denoise, decode and film.
"""
