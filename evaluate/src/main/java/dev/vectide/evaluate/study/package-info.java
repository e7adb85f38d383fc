/** The suite's tasks as what mitigations are judged by, and the data that mitigations are fitted on. */
@org.jspecify.annotations.NullMarked
package dev.vectide.evaluate.study;
