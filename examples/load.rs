//! x
fn main() {
    let dir = std::env::args().nth(1).unwrap();
    let files = docent::folder::read(std::path::Path::new(&dir)).unwrap();
    let t = std::time::Instant::now();
    let parsed = docent::knowledge::parse(&files);
    let took = t.elapsed();
    let mut problems = parsed.problems.clone();
    if let Some(k) = parsed.knowledge {
        let t = std::time::Instant::now();
        problems.extend(docent::check::check(&k, &parsed.places, None, jiff::civil::date(2026, 11, 20)));
        eprintln!("check {:?}", t.elapsed());
        if std::env::args().nth(2).is_some() {
            let docent = docent::pipeline::Docent::new(k, Default::default());
            let t = std::time::Instant::now();
            problems = docent::check::check(
                docent.knowledge(),
                &parsed.places,
                Some(&docent),
                jiff::civil::date(2026, 11, 20),
            );
            eprintln!("check with docent {:?}", t.elapsed());
        }
    }
    for p in &problems {
        let text = files.iter().find(|f| f.path == p.file).map_or("", |f| &f.text);
        println!(
            "{p}   <<{:?}>>",
            p.span.clone().and_then(|s| text.get(s)).map(|t| t.chars().take(60).collect::<String>())
        );
    }
    println!("{} files, {} problems, {took:?}", files.len(), problems.len());
}
