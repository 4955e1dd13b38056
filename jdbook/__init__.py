"""jdbook: job descriptions as code, from one YAML file per position to a wiki and Word documents."""

__version__ = "0.1.0"
