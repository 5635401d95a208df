/**
 * Tensors: arrays of numbers with a data type, a shape and, if they are not dense, strides.
 * <p>
 * Critical path: encoding a type into a message and comparing it with one. The types here are immutable, may be shared
 * between threads, and allocate only when they are made. A type that can not be is refused with an
 * {@link java.lang.IllegalArgumentException} when it is made.
 */
package io.skein.tensor;
