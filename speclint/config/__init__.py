"""What a repository wants of speclint: its configuration file, read strictly."""

from speclint.config.files import load
from speclint.config.settings import Folders, Settings

__all__ = ["Folders", "Settings", "load"]
