using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Cosmo.Tests.Storage;

public sealed class PowerCutException() : Exception("The power is off.");

/// <summary>Lets a number of commands through and none after them, like a program that is killed there: nothing is tidied up.</summary>
public sealed class PowerCut : DbCommandInterceptor
{
    public int CommandsLeft { get; set; } = int.MaxValue;

    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result) => Spend(result);

    public override InterceptionResult<object> ScalarExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<object> result) => Spend(result);

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result) => Spend(result);

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) => new(Spend(result));

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default) => new(Spend(result));

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) => new(Spend(result));

    private T Spend<T>(T result)
    {
        if (CommandsLeft == 0)
            throw new PowerCutException();
        CommandsLeft--;
        return result;
    }
}
