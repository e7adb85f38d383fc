/** What the tests of every module share: one real broker, a way to read what is in it, the rules on packages. */
@org.jspecify.annotations.NullMarked
package dev.vectide.testing;
