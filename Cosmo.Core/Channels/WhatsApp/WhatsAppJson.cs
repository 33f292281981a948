using System.Text.Json.Serialization;

namespace Cosmo.Core.Channels.WhatsApp;

/// <summary>How our own records become JSON: snake case, as Meta writes, without members that are null.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    AllowOutOfOrderMetadataProperties = true)]
[JsonSerializable(typeof(WhatsAppSend))]
[JsonSerializable(typeof(SendRequest))]
[JsonSerializable(typeof(ReadRequest))]
internal sealed partial class WhatsAppJson : JsonSerializerContext;
