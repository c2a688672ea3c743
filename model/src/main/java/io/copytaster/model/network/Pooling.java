package io.copytaster.model.network;

/** How one vector per article is made of one vector per token, before the classifier. */
public enum Pooling {
  /** The first token through BERT's own dense layer and tanh, as BertForSequenceClassification. */
  POOLER,
  /** The first token as it is, as BGE. */
  CLS,
  /** The mean over the article's tokens, as sentence encoders. */
  MEAN
}
