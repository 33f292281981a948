using System.ClientModel;
using System.Net.Sockets;
using Anthropic.Exceptions;
using Microsoft.Extensions.AI;

namespace Cosmo.Core.Assistant.Models;

/// <summary>What went wrong when a model was tried.</summary>
public enum ProbeFault { Refused, NotFound, TooMany, Redirects, Server, Unreachable, Late, Unusable, Other }

/// <summary>What came of trying a model.</summary>
/// <param name="Took">How long it took.</param>
/// <param name="Tokens">What the server counted; null where it counted nothing.</param>
/// <param name="Cost">By the prices that were tried; null where none are known.</param>
/// <param name="Fault">Null where the model answered as it should.</param>
/// <param name="Status">The HTTP status of the fault; null where there was none.</param>
public sealed record ProbeResult(TimeSpan Took, TokenUse? Tokens, decimal? Cost, ProbeFault? Fault = null, int? Status = null);

/// <summary>Asks a model one tiny question, by the same client and with the same kind of typed answer as for customers.</summary>
public sealed class EngineProbe(ModelBudget budget, TimeProvider clock)
{
    private const string Instruction = "\"word\" is one word. Give it back as \"word\", and the number of its letters as \"letters\".";
    private const string Word = "lamp";

    /// <summary>Asks. What the server says in an error is told to nobody: it may quote the key.</summary>
    /// <param name="options">What to try; with a model.</param>
    /// <param name="cancel">Stops asking.</param>
    internal async Task<ProbeResult> TryAsync(AssistantOptions options, CancellationToken cancel)
    {
        using var client = ChatClients.Create(options) ?? throw new ArgumentException("The built-in engine needs no trying.", nameof(options));
        using var late = new CancellationTokenSource(LanguageModel.TimeLimit, clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancel);
        var begun = clock.GetTimestamp();
        try
        {
            var response = await LanguageModel.CompleteAsync<Answer>(client, LanguageModel.Messages(Instruction, LanguageModel.Json(new { word = Word })), stop.Token);
            var took = clock.GetElapsedTime(begun);
            var tokens = LanguageModel.Counted(response);
            // It costs money like any other question.
            if (tokens is not null)
                await budget.AddAsync(options.Model!, tokens, CancellationToken.None);
            var isRight = LanguageModel.Parse<Answer>(response.Text) is { Letters: 4 } answer && string.Equals(answer.Word, Word, StringComparison.OrdinalIgnoreCase);
            return new(took, tokens, tokens is not null && options.HasPrices ? ModelBudget.Cost(options.ReadPrice, options.WritePrice, tokens) : null, isRight ? null : ProbeFault.Unusable);
        }
        catch (Exception e)
        {
            cancel.ThrowIfCancellationRequested();
            var (fault, status) = late.IsCancellationRequested ? (ProbeFault.Late, null) : Read(e);
            return new(clock.GetElapsedTime(begun), null, null, fault, status);
        }
    }

    private static (ProbeFault Fault, int? Status) Read(Exception e) => e switch
    {
        ClientResultException { Status: > 0 } http => (OfStatus(http.Status), http.Status),
        AnthropicApiException http => (OfStatus((int)http.StatusCode), (int)http.StatusCode),
        _ when Chain(e).Any(inner => inner is HttpRequestException or SocketException or IOException) => (ProbeFault.Unreachable, null),
        _ => (ProbeFault.Other, null),
    };

    private static ProbeFault OfStatus(int status) => status switch
    {
        401 or 403 => ProbeFault.Refused,
        404 => ProbeFault.NotFound,
        429 => ProbeFault.TooMany,
        >= 300 and < 400 => ProbeFault.Redirects,
        >= 500 => ProbeFault.Server,
        _ => ProbeFault.Other,
    };

    private static IEnumerable<Exception> Chain(Exception e)
    {
        yield return e;
        foreach (var inner in e is AggregateException { InnerExceptions: { } several } ? several.SelectMany(Chain) : e.InnerException is { } one ? Chain(one) : [])
            yield return inner;
    }

    private sealed record Answer(string Word, int Letters);
}
