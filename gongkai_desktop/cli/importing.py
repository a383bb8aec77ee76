"""gongkai recognise, gongkai import."""

from __future__ import annotations

import json
from pathlib import Path

import click

from gongkai_desktop.cli.options import file_paths, json_option, ledger_option, opened, print_json, tell
from gongkai_desktop.cli.refusals import ChineseCommand
from gongkai_desktop.domain.recognised import document_to_json
from gongkai_desktop.errors import CannotSave, UserError
from gongkai_desktop.services.import_plan import ImportResult, commit_import, preview_files
from gongkai_desktop.services.recognise import recognise_file


@click.command("recognise", cls=ChineseCommand)
@click.argument("files", nargs=-1, required=True, metavar="文件...")
@click.option("--out", type=click.Path(path_type=Path), default=None, help="每个文件的结果写入此文件夹")
@click.option("--year", type=click.IntRange(1990, 2100), default=None, help="文件所属年度，文件未写明时用")
def recognise_command(files: tuple[str, ...], out: Path | None, year: int | None) -> None:
    """识别任务表，输出 JSON，不写入台账。"""
    refused = 0
    for path in file_paths(files):
        try:
            document = document_to_json(recognise_file(path, year))
        except UserError as refusal:
            tell(f"错误：{refusal.message}\n办法：{refusal.hint}")
            refused += 1
            continue
        if out is None:
            print_json(document)
        else:
            _write(out / f"{path.stem}.json", document)
            tell(f"{path.name}：{len(document['tasks'])} 项任务")
    if refused:
        raise click.exceptions.Exit(1)


def _write(target: Path, document: object) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", "utf-8")
    except OSError as error:
        raise CannotSave(f"无法写入“{target}”。", "请检查文件夹是否存在、是否可写。") from error


@click.command("import", cls=ChineseCommand)
@click.argument("files", nargs=-1, required=True, metavar="文件...")
@ledger_option
@click.option("--year", type=click.IntRange(1990, 2100), default=None, help="文件所属年度，文件未写明时用")
@json_option
def import_command(files: tuple[str, ...], ledger: str | None, year: int | None, as_json: bool) -> None:
    """把任务表导入台账；一次导入要么全部写入，要么不写。"""
    with opened(ledger, create=True) as workspace:
        previews = preview_files(workspace, file_paths(files), year)
        result = commit_import(workspace, previews)
    if as_json:
        print_json(_as_json(result))
    else:
        _print(result)
    if not result.plans:
        raise click.exceptions.Exit(1)


def _as_json(result: ImportResult) -> dict[str, object]:
    return {
        "plans": [{"title": plan.title, "file": plan.file_name, "year": plan.year} for plan in result.plans],
        "tasks": result.task_count,
        "duties": result.duty_count,
        "checkpoints": result.checkpoint_count,
        "flags": result.flag_count,
        "new_units": [unit.name for unit in result.new_units],
        "problems": [{"text": problem.text, "where": problem.where} for problem in result.problems],
    }


def _print(result: ImportResult) -> None:
    click.echo(
        f"导入 {len(result.plans)} 份文件：任务 {result.task_count} 项，责任事项 {result.duty_count} 项，"
        f"节点 {result.checkpoint_count} 个，待核对 {result.flag_count} 处，"
        f"待确认单位 {len(result.new_units)} 个"
    )
    for plan in result.plans:
        click.echo(f"  {plan.file_name}：{plan.title}（{plan.year}年，{plan.task_count} 项任务）")
    for problem in result.problems:
        tell(f"注意：{problem.where}：{problem.text}")
