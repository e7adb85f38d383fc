/** Where the roles meet, by name. */
@org.jspecify.annotations.NullMarked
package dev.vectide.core.topic;
