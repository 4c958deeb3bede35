namespace Arrea.Dataflow;
