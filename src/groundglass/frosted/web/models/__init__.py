"""What goes over the wire, as pydantic models. They exist in web/ only; the house keeps frozen dataclasses."""
