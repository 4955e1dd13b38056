from making import sources_of

from jdbook import knowledge


def test_articles_go_by_their_path_and_terms_by_name() -> None:
    files = {
        "knowledge/ae.md": "# AE\n",
        "knowledge/crm/basics.md": "# CRM\n",
        "knowledge/glossary.yml": "- term: 提案\n- {term: 比稿, definition: x}\n- 坏的一行\n",
        "ad/unit.yml": "name: 广告公司\n",
    }
    assert knowledge.names(sources_of(files)) == {"ae", "crm/basics", "提案", "比稿"}


def test_a_broken_glossary_is_no_obstacle() -> None:
    assert knowledge.names(sources_of({"knowledge/glossary.yml": "a: [1"})) == frozenset()
