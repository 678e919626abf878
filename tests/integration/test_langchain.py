"""Weerwoord's parts inside LangChain chains."""

from __future__ import annotations

from langchain_core.runnables import RunnableLambda, RunnableParallel, RunnablePassthrough

from bot.adapters.langchain_bridge import answer_runnable
from bot.assembly import OpenIndex


def test_retriever_gives_documents_that_say_where_they_stand(real_index: OpenIndex):
    documents = real_index.retriever.invoke("Hoeveel geld sturen migranten naar huis?")
    assert len(documents) == 8
    for document in documents:
        assert document.page_content
        assert document.metadata["key"]
        assert document.metadata["kind"] in {"card", "digest", "original"}
    assert [d.metadata["rank"] for d in documents] == list(range(1, 9))


def test_retriever_composes_into_a_chain(real_index: OpenIndex):
    chain = RunnableParallel(documents=real_index.retriever, question=RunnablePassthrough()).assign(
        count=RunnableLambda(lambda given: len(given["documents"]))
    )
    result = chain.invoke("Wat is het EU-noodfonds voor Afrika?")
    assert result["count"] == 8
    assert result["question"] == "Wat is het EU-noodfonds voor Afrika?"


def test_runnable_answers_as_the_assistant_does(real_index: OpenIndex):
    question = "Wat is het EU-noodfonds voor Afrika?"
    answer = answer_runnable(real_index.assistant).invoke({"question": question})
    assert answer.sentences == real_index.assistant.ask(question).sentences
