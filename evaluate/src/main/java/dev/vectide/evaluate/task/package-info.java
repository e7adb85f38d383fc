/** The tasks of the suite, each from a data set and its vectors to scores. */
@org.jspecify.annotations.NullMarked
package dev.vectide.evaluate.task;
