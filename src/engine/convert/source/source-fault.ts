/** In what a converted file differs from its source, or what of the source is not in it. */
export type SourceFault =
  /** The source ends at `seconds`. `of` is its length by its own header; undefined if that is not known. */
  | { readonly kind: 'breaks-off'; readonly seconds: number; readonly of: number | undefined }
  /** Behind the end that the source's header gives, there is more, which was not read. */
  | { readonly kind: 'audio-behind'; readonly seconds: number }
  /** The source has `of` tracks, of which the first was taken. */
  | { readonly kind: 'tracks'; readonly of: number }
  /** So much silence was put in where the source has no sound. */
  | { readonly kind: 'silence'; readonly seconds: number }
  /** So much sound has times at which there is sound before it, and was left out. */
  | { readonly kind: 'overlap'; readonly seconds: number }
  /** The new file cannot hold the source's rate in Hz. */
  | { readonly kind: 'resampled'; readonly from: number; readonly to: number }
  /** So many samples were above full scale, and the new file cannot hold that. */
  | { readonly kind: 'clipped'; readonly samples: number };
