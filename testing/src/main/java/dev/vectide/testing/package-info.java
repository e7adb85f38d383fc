/** What the tests of every module share: one real broker, and a way to read what is in it. */
@org.jspecify.annotations.NullMarked
package dev.vectide.testing;
