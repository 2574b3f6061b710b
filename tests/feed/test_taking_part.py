"""Likes, saves, collections and comments: counted once, taken back, closed to whom the author says."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts import actions as people
from feed import actions, queries, refusals
from feed.models import Comment, Commenters, Post, Visibility

pytestmark = pytest.mark.django_db


def fresh(post) -> Post:
    return Post.objects.get(pk=post.pk)


def test_liking_and_saving_twice_count_once_and_can_be_taken_back(post, alice, bob):
    shown = post(alice)
    for _ in range(2):
        actions.like(bob, shown)
        actions.save(bob, shown)
    assert (fresh(shown).likes_count, fresh(shown).saves_count) == (1, 1)
    for _ in range(2):
        actions.unlike(bob, shown)
        actions.unsave(bob, shown)
    assert (fresh(shown).likes_count, fresh(shown).saves_count) == (0, 0)


def test_what_one_may_not_see_one_cannot_like_save_or_comment_on(post, alice, charlie):
    hidden = post(alice, visibility=Visibility.PRIVATE)
    for act in (actions.like, actions.save):
        with pytest.raises(refusals.PostNotFound):
            act(charlie, hidden)
    with pytest.raises(refusals.PostNotFound):
        actions.comment(charlie, hidden, "Hello")


def test_the_button_answers_htmx_with_itself_and_a_page_with_the_way_back(client_for, post, alice, bob):
    shown = post(alice)
    address = reverse("like", args=[shown.video.public_id])
    client = client_for(bob)
    fragment = client.post(address, {"on": "1"}, headers={"HX-Request": "true"}).content.decode()
    assert 'aria-pressed="true"' in fragment
    assert "<html" not in fragment
    back = client.post(address, {"on": "0", "next": "/following/"})
    assert (back.status_code, back["Location"]) == (302, "/following/")
    assert (
        client.post(address, {"next": "https://elsewhere.example/"})["Location"] == shown.get_absolute_url()
    )


def test_a_card_says_what_its_reader_did_and_not_what_others_did(post, alice, bob, charlie):
    shown = post(alice)
    actions.like(bob, shown)
    actions.save(charlie, shown)
    (for_bob,) = queries.latest(bob).posts
    (for_charlie,) = queries.latest(charlie).posts
    assert (for_bob.liked, for_bob.saved) == (True, False)
    assert (for_charlie.liked, for_charlie.saved) == (False, True)


def test_answers_join_the_thread_and_go_with_it(post, alice, bob, charlie):
    shown = post(alice)
    first = actions.comment(bob, shown, "  Lovely!  ")
    answer = actions.comment(alice, shown, "Thank you", parent=first)
    deeper = actions.comment(charlie, shown, "Me too", parent=answer)
    assert first.text == "Lovely!"
    assert deeper.parent == first
    (thread,) = queries.comments_of(shown, charlie).threads
    assert thread.shown_answers == [answer, deeper]
    actions.remove_comment(bob, first)
    assert queries.comments_of(shown, charlie).threads == []
    assert fresh(shown).comments_count == 0


def test_the_author_of_a_post_decides_who_comments(post, alice, bob, charlie):
    shown = post(alice, comments_from=Commenters.FOLLOWED)
    people.follow(alice, bob)
    actions.comment(bob, shown, "Hi")
    with pytest.raises(refusals.CommentsClosed):
        actions.comment(charlie, shown, "Hi")
    Post.objects.update(comments_from=Commenters.NOBODY)
    with pytest.raises(refusals.CommentsClosed):
        actions.comment(bob, fresh(shown), "Hi")
    actions.comment(alice, fresh(shown), "Only me, then.")


def test_one_removes_ones_own_and_any_under_ones_post_but_no_other(post, alice, bob, charlie, client_for):
    shown = post(alice)
    said = [actions.comment(bob, shown, f"{n}") for n in range(2)]
    assert client_for(charlie).post(reverse("comment_remove", args=[said[0].pk])).status_code == 404
    actions.remove_comment(bob, said[0])
    actions.remove_comment(alice, said[1])
    assert not Comment.objects.visible_to(alice).exists()


def test_a_block_hides_comments_both_ways(post, alice, bob, charlie):
    shown = post(alice)
    actions.comment(bob, shown, "Hello")
    people.block(charlie, bob)
    assert queries.comments_of(shown, charlie).threads == []
    assert len(queries.comments_of(shown, alice).threads) == 1


def test_a_refused_comment_keeps_its_words(post, alice, bob, client_for):
    shown = post(alice, comments_from=Commenters.NOBODY)
    page = client_for(bob).post(reverse("comments", args=[shown.video.public_id]), {"text": "What a wave"})
    assert page.status_code == 422
    assert str(refusals.CommentsClosed.message) in page.content.decode()
    assert "What a wave</textarea>" in page.content.decode()


def test_ten_comments_a_minute_are_enough(post, alice, bob):
    shown = post(alice)
    for n in range(10):
        actions.comment(bob, shown, str(n))
    with pytest.raises(refusals.TooManyComments):
        actions.comment(bob, shown, "more")


def test_comments_come_in_pages_from_the_newest(post, alice, bob, monkeypatch):
    monkeypatch.setattr(queries, "THREADS", 2)
    shown = post(alice)
    said = [actions.comment(bob, shown, str(n)) for n in range(3)]
    one = queries.comments_of(shown, bob)
    two = queries.comments_of(shown, bob, one.next)
    assert [c.pk for c in one.threads + two.threads] == [c.pk for c in reversed(said)]
    assert two.next == ""


def test_a_collection_is_ones_own_and_leaves_its_videos_saved(post, alice, bob, client_for):
    shown = post(alice, caption="Whales")
    mine = actions.new_collection(bob, "Calm")
    actions.collect(bob, shown, mine)
    assert queries.saved_by(bob, mine).posts == [shown]
    with pytest.raises(refusals.CollectionNotFound):
        actions.collect(alice, shown, mine)
    assert client_for(alice).get(mine.get_absolute_url()).status_code == 404
    client_for(bob).post(reverse("collection_delete", args=[mine.pk]))
    assert queries.saved_by(bob).posts == [shown]
    assert "Whales" in client_for(bob).get(reverse("saved")).content.decode()


def test_saved_posts_that_were_taken_back_are_not_shown(post, alice, bob):
    shown = post(alice)
    actions.save(bob, shown)
    actions.unpublish(alice, shown.video)
    assert queries.saved_by(bob).posts == []
