/** Settings: a YAML file and the environment over commented defaults, bound strictly to records. */
@org.jspecify.annotations.NullMarked
package dev.vectide.core.config;
