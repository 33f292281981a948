using System.Collections.Concurrent;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Cosmo.Core.Storage;

/// <summary>
/// A query of the hot path, taken apart once and not at every use, which costs more than running it
/// (docs/performance.md). Give it names that say what is read; keep it in a static field.
/// </summary>
/// <param name="query">The query with its value; ends in a single result.</param>
internal sealed class CompiledQuery<T, TResult>(Expression<Func<CosmoContext, T, TResult>> query)
{
    private readonly OncePerModel<Func<CosmoContext, T, Task<TResult>>> _compiled = new(() => EF.CompileAsyncQuery(query));

    public Task<TResult> RunAsync(CosmoContext db, T value) => _compiled.For(db)(db, value);
}

/// <summary>The same with two values.</summary>
/// <param name="query">The query with its values; ends in a single result.</param>
internal sealed class CompiledQuery<T1, T2, TResult>(Expression<Func<CosmoContext, T1, T2, TResult>> query)
{
    private readonly OncePerModel<Func<CosmoContext, T1, T2, Task<TResult>>> _compiled = new(() => EF.CompileAsyncQuery(query));

    public Task<TResult> RunAsync(CosmoContext db, T1 first, T2 second) => _compiled.For(db)(db, first, second);
}

/// <summary>The same without a value, for many rows.</summary>
/// <param name="query">The query.</param>
internal sealed class CompiledList<TResult>(Expression<Func<CosmoContext, IQueryable<TResult>>> query)
{
    private readonly OncePerModel<Func<CosmoContext, IAsyncEnumerable<TResult>>> _compiled = new(() => EF.CompileAsyncQuery(query));

    public Task<List<TResult>> RunAsync(CosmoContext db) => _compiled.For(db)(db).ToListAsync().AsTask();
}

/// <summary>The same with a value, for many rows.</summary>
/// <param name="query">The query with its value.</param>
internal sealed class CompiledList<T, TResult>(Expression<Func<CosmoContext, T, IQueryable<TResult>>> query)
{
    private readonly OncePerModel<Func<CosmoContext, T, IAsyncEnumerable<TResult>>> _compiled = new(() => EF.CompileAsyncQuery(query));

    public Task<List<TResult>> RunAsync(CosmoContext db, T value) => _compiled.For(db)(db, value).ToListAsync().AsTask();
}

/// <summary>The same with two values, for many rows.</summary>
/// <param name="query">The query with its values.</param>
internal sealed class CompiledList<T1, T2, TResult>(Expression<Func<CosmoContext, T1, T2, IQueryable<TResult>>> query)
{
    private readonly OncePerModel<Func<CosmoContext, T1, T2, IAsyncEnumerable<TResult>>> _compiled = new(() => EF.CompileAsyncQuery(query));

    public Task<List<TResult>> RunAsync(CosmoContext db, T1 first, T2 second) => _compiled.For(db)(db, first, second).ToListAsync().AsTask();
}

/// <summary>The same with three values, for many rows.</summary>
/// <param name="query">The query with its values.</param>
internal sealed class CompiledList<T1, T2, T3, TResult>(Expression<Func<CosmoContext, T1, T2, T3, IQueryable<TResult>>> query)
{
    private readonly OncePerModel<Func<CosmoContext, T1, T2, T3, IAsyncEnumerable<TResult>>> _compiled = new(() => EF.CompileAsyncQuery(query));

    public Task<List<TResult>> RunAsync(CosmoContext db, T1 first, T2 second, T3 third) => _compiled.For(db)(db, first, second, third).ToListAsync().AsTask();
}

/// <summary>The same with four values, for many rows.</summary>
/// <param name="query">The query with its values.</param>
internal sealed class CompiledList<T1, T2, T3, T4, TResult>(Expression<Func<CosmoContext, T1, T2, T3, T4, IQueryable<TResult>>> query)
{
    private readonly OncePerModel<Func<CosmoContext, T1, T2, T3, T4, IAsyncEnumerable<TResult>>> _compiled = new(() => EF.CompileAsyncQuery(query));

    public Task<List<TResult>> RunAsync(CosmoContext db, T1 first, T2 second, T3 third, T4 fourth) =>
        _compiled.For(db)(db, first, second, third, fourth).ToListAsync().AsTask();
}

/// <summary>The same with five values, for many rows.</summary>
/// <param name="query">The query with its values.</param>
internal sealed class CompiledList<T1, T2, T3, T4, T5, TResult>(Expression<Func<CosmoContext, T1, T2, T3, T4, T5, IQueryable<TResult>>> query)
{
    private readonly OncePerModel<Func<CosmoContext, T1, T2, T3, T4, T5, IAsyncEnumerable<TResult>>> _compiled = new(() => EF.CompileAsyncQuery(query));

    public Task<List<TResult>> RunAsync(CosmoContext db, T1 first, T2 second, T3 third, T4 fourth, T5 fifth) =>
        _compiled.For(db)(db, first, second, third, fourth, fifth).ToListAsync().AsTask();
}

/// <summary>A compiled query belongs to the model it first met; a test run has one model for each database.</summary>
internal sealed class OncePerModel<TQuery>(Func<TQuery> compile)
    where TQuery : Delegate
{
    private readonly ConcurrentDictionary<IModel, TQuery> _compiled = new();

    public TQuery For(CosmoContext db) => _compiled.GetOrAdd(db.Model, _ => compile());
}
