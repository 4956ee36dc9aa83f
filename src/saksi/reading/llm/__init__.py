"""Reading by a language model, off by default; its claims are those of a second coder."""

from saksi.reading.llm.reader import LlmReader as LlmReader
from saksi.reading.llm.reader import llm_reader as llm_reader
from saksi.reading.llm.settings import LlmSettings as LlmSettings
