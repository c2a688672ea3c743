/** Text to word-piece ids, exactly as the checkpoint's own tokenizer has it. */
@NullMarked
package io.copytaster.model.tokens;

import org.jspecify.annotations.NullMarked;
