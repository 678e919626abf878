"""A server that points to another address is not followed: question, passages and key would go along."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.adapters.chat_models import make_chat_model
from bot.answering.written import ANSWER_SCHEMA
from bot.errors import ServiceError
from bot.ports import ModelTurn
from tests.generative.conftest import PROVIDERS, SECRET, choice_of
from tests.model_server import ModelServer, Reply, answer, model_server

GOOD = answer({"text": "De opvang kostte geld.", "cites": [1]})


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_redirect_is_not_followed(provider: str, status: int, server: ModelServer, tmp_path: Path) -> None:
    with model_server(lambda request: Reply(GOOD)) as other:
        place = other.url.removesuffix("/v1").replace("127.0.0.1", "localhost")
        server.replies(Reply(status=status, headers={"Location": place}))
        model = make_chat_model(choice_of(provider, server, tmp_path))
        with pytest.raises(ServiceError) as caught:
            list(model.stream(ModelTurn("Wees kort.", "Vraag"), ANSWER_SCHEMA, 5.0))
    assert other.requests == []
    assert other.keys == []
    assert len(server.requests) == 1, "asking again does not help"
    assert "model_base_url" in str(caught.value)
    assert SECRET not in str(caught.value)
