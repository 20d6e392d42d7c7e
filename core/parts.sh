# The parts of FFmpeg that are built: for what Capstan writes, and for what it opens. Sourced by compile.sh.

ENCODERS=pcm_s16le,pcm_s24le,pcm_f32le,flac,aac,libopus,libmp3lame
MUXERS=wav,flac,ogg,opus,mp3,ipod
# Containers that a user may open (INPUT_GUARD in src/shared/encode/ffmpeg-args.ts), and raw samples as a journal holds
# them.
DEMUXERS=wav,w64,aiff,caf,au,flac,mp3,aac,ogg,matroska,mov,pcm_s16le,pcm_s24le,pcm_f32le
PARSERS=aac,aac_latm,ac3,dca,flac,mlp,mpegaudio,opus,vorbis,gsm
FILTERS=aresample,aformat,anull,atrim,pan
# Codecs that those containers may hold.
DECODERS=pcm_alaw,pcm_mulaw,pcm_s8,pcm_u8,pcm_s16le_planar,pcm_s16be_planar
for sample in s16 s24 s32 u16 u24 u32 f32 f64; do DECODERS+=,pcm_${sample}le,pcm_${sample}be; done
DECODERS+=,flac,alac,wavpack,tta,mlp,truehd,wmalossless
DECODERS+=,mp1float,mp2float,mp3float,aac,aac_latm,vorbis,opus,speex,ac3,eac3,dca,wmav1,wmav2,wmapro
DECODERS+=,amrnb,amrwb,gsm,gsm_ms,nellymoser,atrac3,qdm2,mace3,mace6
DECODERS+=,adpcm_ms,adpcm_ima_wav,adpcm_ima_qt,adpcm_g722,adpcm_g726,adpcm_g726le,adpcm_swf,adpcm_yamaha
