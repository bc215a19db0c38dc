"""The steps of a process as a graph: where each leads, what is reachable, and the longest way to the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from biaochi.core.frontmatter import Scalar
from biaochi.core.model import Process

END = "end"
_BUDGET = 4000
"""Steps taken while simple paths are enumerated; only processes with many loops need more."""

Edges = Mapping[str, tuple[str, ...]]


def edges(process: Process) -> dict[str, tuple[str, ...]]:
    """Step id → ids it leads to (``end`` among them). Without ``next`` a step leads to the one after it, the last to
    the end. A ``next`` that could not be read leads nowhere; unknown ids stay in, for other rules to report."""
    found: dict[str, tuple[str, ...]] = {}
    for step, following in zip(process.steps, [*(step.id for step in process.steps[1:]), END], strict=False):
        node = step.node.entries.get("next")
        if isinstance(step.next, tuple):
            targets = tuple(dict.fromkeys(branch.to for branch in step.next if branch.to))
        elif step.next:
            targets = (step.next,)
        else:
            absent = node is None or (isinstance(node, Scalar) and node.value is None)
            targets = (following,) if absent else ()
        found.setdefault(step.id, targets)
    return found


def known(process: Process, graph: Edges) -> bool:
    """Whether every step leads to steps that exist, so that questions about paths make sense."""
    ids = {step.id for step in process.steps}
    return (
        len(ids) == len(process.steps)
        and "" not in ids
        and all(
            targets and all(target == END or target in ids for target in targets)
            for targets in graph.values()
        )
    )


def reachable(graph: Edges, start: str) -> set[str]:
    """Everything that can be reached from ``start``, itself included."""
    seen, waiting = {start}, [start]
    while waiting:
        for target in graph.get(waiting.pop(), ()):
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    return seen


def reaching_end(graph: Edges) -> set[str]:
    """The steps from which the end can be reached."""
    back: dict[str, list[str]] = {}
    for source, targets in graph.items():
        for target in targets:
            back.setdefault(target, []).append(source)
    return reachable({name: tuple(sources) for name, sources in back.items()}, END) - {END}


def longest(
    graph: Edges, start: str, weight: Callable[[str], Fraction]
) -> tuple[Fraction, tuple[str, ...]] | None:
    """The heaviest way from ``start`` to the end that visits no step twice; ``None`` where there is none.

    Without loops it is computed step by step backwards. With loops the simple paths are gone through; beyond a
    budget the edges that close a loop are left out instead.
    """
    useful = reaching_end(graph) & reachable(graph, start)
    if start not in useful:
        return None
    inner = {
        name: tuple(t for t in graph[name] if t == END or t in useful) for name in graph if name in useful
    }
    order, closing = _ordered(inner, start)
    if closing:
        found = _enumerated(inner, start, weight)
        if found is not None:
            return found
        inner = {
            name: tuple(t for t in targets if (name, t) not in closing) for name, targets in inner.items()
        }
        order, _ = _ordered(inner, start)
    best: dict[str, tuple[Fraction, str]] = {}
    for name in reversed(order):
        ways = [(best[t][0] if t != END else Fraction(0), t) for t in inner[name] if t == END or t in best]
        if ways:
            heaviest = max(ways, key=lambda way: way[0])
            best[name] = (weight(name) + heaviest[0], heaviest[1])
    if start not in best:
        return None
    path, name = [], start
    while name != END:
        path.append(name)
        name = best[name][1]
    return best[start][0], tuple(path)


def _ordered(graph: Edges, start: str) -> tuple[list[str], set[tuple[str, str]]]:
    """A topological order of what ``start`` reaches, and the edges that close a loop."""
    state: dict[str, int] = {start: 1}
    order: list[str] = []
    closing: set[tuple[str, str]] = set()
    stack = [(start, iter(graph[start]))]
    while stack:
        name, targets = stack[-1]
        for target in targets:
            if target == END:
                continue
            if state.get(target) == 1:
                closing.add((name, target))
            elif target not in state:
                state[target] = 1
                stack.append((target, iter(graph[target])))
                break
        else:
            state[name] = 2
            order.append(name)
            stack.pop()
    return order[::-1], closing


def _enumerated(
    graph: Edges, start: str, weight: Callable[[str], Fraction]
) -> tuple[Fraction, tuple[str, ...]] | None:
    """The heaviest simple path by trying them all; ``None`` when the budget is spent."""
    best: tuple[Fraction, tuple[str, ...]] | None = None
    budget = _BUDGET
    stack: list[tuple[str, tuple[str, ...], Fraction]] = [(start, (start,), weight(start))]
    while stack:
        budget -= 1
        if budget < 0:
            return None
        name, path, total = stack.pop()
        for target in graph[name]:
            if target == END:
                if best is None or total > best[0]:
                    best = (total, path)
            elif target not in path:
                stack.append((target, (*path, target), total + weight(target)))
    return best
