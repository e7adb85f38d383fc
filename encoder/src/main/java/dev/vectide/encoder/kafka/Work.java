package dev.vectide.encoder.kafka;

import dev.vectide.core.event.Content;
import dev.vectide.core.stream.LongTexts;

/**
 * A content to encode.
 *
 * @param longTexts what becomes of it if it is a text that is too long
 */
record Work(Content content, LongTexts longTexts) {}
