/**
 * Where a message has been, and when: the trace that travels with the messages of topics that ask for it
 * ({@link io.skein.topic.TraceOptions}), read by the handler, and spans of the user's own. Critical path: none of it,
 * if the topic has no trace. A {@link io.skein.trace.TraceView} belongs to the thread that has its message; nothing
 * here allocates after warm-up, and a message without a trace, or with one that makes no sense, has an empty one.
 * See docs/adr/0013-stage-tracing.md.
 */
package io.skein.trace;
