"""Weerwoord as LangChain parts: a retriever, and a runnable from question to answer.

A chain that writes fluent answers (``RunnableParallel(documents=retriever).assign(answer=…)``) plugs in here; the
extractive path does not import LangChain.
"""

from __future__ import annotations

from typing import TypedDict

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableLambda
from pydantic import ConfigDict

from bot.answering.assistant import Assistant
from bot.domain.answers import Answer, Hit


class Turn(TypedDict, total=False):
    """What the runnable takes; ``context`` is the question before."""

    question: str
    context: str


class PassageRetriever(BaseRetriever):
    """Passages of the index as LangChain documents.

    Attributes:
        k: number of passages.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    assistant: Assistant
    k: int = 8

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        return [to_document(hit) for hit in self.assistant.search(query, self.k)]


def to_document(hit: Hit) -> Document:
    """A search hit as a document whose metadata say where it stands."""
    passage = hit.passage
    metadata = {
        "key": passage.key,
        "locator": passage.locator,
        "kind": passage.kind.value,
        "heading": " > ".join(passage.heading),
        "rank": hit.rank,
        "score": hit.score,
    }
    return Document(id=passage.id, page_content=passage.text, metadata=metadata)


def answer_runnable(assistant: Assistant) -> Runnable[Turn, Answer]:
    """From a turn to an answer, to compose with other runnables."""

    def answer(turn: Turn) -> Answer:
        return assistant.ask(turn["question"], turn.get("context", ""))

    return RunnableLambda(answer).with_config(run_name="weerwoord")
