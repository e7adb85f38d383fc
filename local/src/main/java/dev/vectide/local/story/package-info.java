/**
 * The demo's story: what flows when ({@link dev.vectide.local.story.StoryPlan}), as which events ({@link
 * dev.vectide.local.story.StoryEvents}), and whether what was put in was found ({@link
 * dev.vectide.local.story.Chronicle}). Pure, and the same every time.
 */
@NullMarked
package dev.vectide.local.story;

import org.jspecify.annotations.NullMarked;
