package dev.vectide.monitor.reports;

import java.util.ArrayDeque;
import java.util.List;

/** The newest of what was added, oldest first, up to a number. */
final class Recent<T> {
    private final int most;
    private final ArrayDeque<T> items = new ArrayDeque<>();

    Recent(int most) {
        this.most = most;
    }

    void add(T item) {
        if (items.size() == most) {
            items.removeFirst();
        }
        items.addLast(item);
    }

    List<T> newest(int n) {
        return items.stream().skip(Math.max(0, items.size() - n)).toList();
    }
}
