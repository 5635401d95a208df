/**
 * The trace block: its layout, reading it when it may be anything, what a stage notes, and what the next message
 * carries. Critical path, on topics with trace alone: {@link io.skein.internal.trace.OutgoingTrace#stamp} and
 * {@link io.skein.internal.trace.StageTrace#begin}. Each object belongs to the thread that has its message, its claim
 * or its log. What is wrong with a block makes it absent, and is no error.
 */
package io.skein.internal.trace;
