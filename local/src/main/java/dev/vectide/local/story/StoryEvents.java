package dev.vectide.local.story;

import dev.vectide.local.wordnet.Synset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * The story's events in their order. Every definition is told once; which ones, and when, depends on the plan alone.
 *
 * <p>Used by one thread.
 */
public final class StoryEvents {
    private static final long SEED = 31;

    private final Map<String, Deque<Synset>> left = new TreeMap<>();
    private final StoryTime time;
    private final Random random = new Random(SEED);
    private long number;

    /** Keeps of {@code synsets} what the plan tells of. */
    public StoryEvents(StoryPlan plan, List<Synset> synsets, StoryTime time) {
        this.time = time;
        Map<String, List<Synset>> categories = new TreeMap<>();
        plan.stretches().forEach(stretch -> stretch.mix().percent().keySet()
                .forEach(category -> categories.put(category, new ArrayList<>())));
        for (Synset synset : synsets) {
            List<Synset> category = categories.get(synset.category());
            if (category != null) {
                category.add(synset);
            }
        }
        categories.forEach((name, category) -> {
            Collections.shuffle(category, random);
            left.put(name, new ArrayDeque<>(category));
        });
    }

    /** The next {@code count} events, in the proportions of {@code mix}. */
    public List<StoryEvent> next(Mix mix, int count) {
        List<StoryEvent> events = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String category = mix.category(random.nextDouble());
            Synset synset = left.getOrDefault(category, new ArrayDeque<>()).poll();
            if (synset == null) {
                throw new IllegalStateException("no definition of " + category + " is left for event " + number);
            }
            events.add(new StoryEvent(number, time.of(number), synset));
            number++;
        }
        return events;
    }
}
