package dev.vectide.local.story;

import dev.vectide.local.wordnet.Synset;
import java.time.Instant;

/** One event of the story; {@code number} counts from 0. */
public record StoryEvent(long number, Instant time, Synset synset) {}
