using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Cosmo.Web.Sandbox;

internal static class SandboxMediaEndpoints
{
    public static async Task<IResult> UploadAsync(string id, HttpRequest request, SandboxGraph graph, ISandboxCast? cast)
    {
        var cancel = request.HttpContext.RequestAborted;
        if (!await SandboxEndpoints.KnowsAsync(id, graph, cast, cancel))
            return SandboxEndpoints.Refuse(GraphError.UnknownObject(id));
        if (!request.HasFormContentType)
            return SandboxEndpoints.Refuse(GraphError.Invalid("The media must be sent as multipart/form-data."));

        var form = await request.ReadFormAsync(cancel);
        if (form["messaging_product"] != "whatsapp")
            return SandboxEndpoints.Refuse(GraphError.Invalid("The parameter messaging_product is required."));
        if (form.Files.GetFile("file") is not { Length: > 0 } file)
            return SandboxEndpoints.Refuse(GraphError.Invalid("The parameter file is required."));

        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, cancel);
        var mimeType = form["type"].ToString() is { Length: > 0 } type ? type : file.ContentType;
        return Results.Json(new { id = graph.Store(bytes.ToArray(), mimeType, file.FileName).Id });
    }

    public static IResult Describe(SandboxMedia media, HttpRequest request, string prefix) => Results.Json(new JsonObject
    {
        ["messaging_product"] = "whatsapp",
        ["url"] = $"{request.Scheme}://{request.Host}{request.PathBase}{prefix}/files/{media.Id}",
        ["mime_type"] = media.MimeType,
        ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(media.Bytes)),
        ["file_size"] = media.Bytes.Length,
        ["id"] = media.Id,
    });

    public static IResult Download(string id, SandboxGraph graph) =>
        graph.FindMedia(id) is { } media ? Results.Bytes(media.Bytes, media.MimeType) : Results.NotFound();
}
